import { newKey, send } from '../api/client';
import { api, type NoticeItem } from '../api/generated';
import { t } from '../i18n';
import { changed, useResource } from '../state/resource';
import { address } from '../state/router';
import { ActButton } from '../ui/button';
import { Empty, ProblemNote, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';
import { useSubmit } from '../ui/submit';
import { UnitRows } from './units';

/** What was announced, and is it here? */
export function Notices({ number }: { number: string | null }) {
  return number === null ? <NoticeList /> : <NoticePage number={number} />;
}

function Sum({ notice }: { notice: NoticeItem }) {
  const { announced, expected, received, missing, extra } = notice;
  return <p class="value"><span class="plate">{t('notices.sum', { announced, expected, received, missing, extra })} ✓</span></p>;
}

function NoticeList() {
  const notices = useResource(api.listNotices(), ['unit', 'stock']);
  return (
    <section class="transfers">
      <PageHead title={t('notices.title')} asOf={notices.data?.asOf ?? null} />
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

/** Bags whose tags are read by now are offered first; the rest can be taken by scan, or declared missing. */
function NoticePage({ number }: { number: string }) {
  const notice = useResource(api.getNotice(number), ['unit', 'stock']);
  const units = notice.data?.units ?? [];
  const expected = units.filter((unit) => unit.status === 'expected');
  const heard = expected.filter((unit) => unit.where.state === 'here' || unit.where.state === 'notSure');
  const keys = (bags: typeof units): string[] => bags.map((unit) => unit.key);
  const done = (write: () => Promise<unknown>) => async (): Promise<void> => {
    await write();
    changed('unit', 'stock');
  };
  const take = useSubmit(done(() => send(api.receiveAnnounced(number, { units: keys(heard.length > 0 ? heard : expected) }), newKey())));
  const close = useSubmit(done(() => send(api.closeAnnounced(number, { units: keys(expected), cause: t('notices.missingReason') }), newKey())));
  return (
    <section class="transfers">
      <PageHead title={`${t('notices.title')} ${number}`} />
      <Ready of={notice}>
        {(data) => (
          <>
            <div class="card panel"><p>{t('notices.from', { from: data.notice.from })}</p><Sum notice={data.notice} /></div>
            {heard.length > 0 && <h3>{t('notices.here')}</h3>}
            {heard.length > 0 && <UnitRows units={heard} />}
            {expected.length > heard.length && <h3>{t('filter.expected')}</h3>}
            {expected.length > heard.length && <UnitRows units={expected.filter((unit) => !heard.includes(unit))} />}
            {expected.length > 0 && (
              <div class="inline">
                <ActButton primary disabled={take.busy} onPress={() => void take.submit()}>
                  {heard.length > 0 ? t('notices.receiveHeard', { n: heard.length }) : t('notices.receive', { n: expected.length })}
                </ActButton>
                <ActButton harmful disabled={close.busy} onPress={() => void close.submit()}>{t('notices.missing', { n: expected.length })}</ActButton>
              </div>
            )}
            {(take.problem ?? close.problem) !== null && <ProblemNote problem={(take.problem ?? close.problem)!} />}
            {units.length > expected.length && <UnitRows units={units.filter((unit) => unit.status !== 'expected')} />}
          </>
        )}
      </Ready>
    </section>
  );
}
