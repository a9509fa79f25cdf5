import { api } from '../api/generated';
import { more, t } from '../i18n';
import { station } from '../i18n/station';
import { handling } from '../i18n/handling';
import { receipt } from '../i18n/receipt';
import { useResource } from '../state/resource';
import { address } from '../state/router';
import { Empty, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { NoticePage, Sum } from './notice';

more({ ...handling, ...station, ...receipt });

/** What was announced, and is it here? */
export function Notices({ number }: { number: string | null }) {
  return number === null ? <NoticeList /> : <NoticePage number={number} />;
}

function NoticeList() {
  const notices = useResource(api.listNotices(), ['unit', 'stock']);
  return (
    <section class="transfers">
      <PageHead title={t('notices.title')} asOf={notices.data?.asOf ?? null} end={<a class="button" href={address(['station', 'announce'])}>{t('notices.write')}</a>} />
      <Ready of={notices}>
        {({ items }) => items.length === 0
          ? <Empty why={t('notices.none')} />
          : (
            <>
              {items.map((notice) => (
                <a key={notice.number} class="card panel link-card" href={address(['notices', notice.number])}>
                  <b>{notice.number}</b><span class="caption">{t('notices.from', { from: notice.from })}</span><Sum notice={notice} />
                </a>
              ))}
            </>
          )}
      </Ready>
    </section>
  );
}
