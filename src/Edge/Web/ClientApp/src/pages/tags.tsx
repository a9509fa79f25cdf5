import { api } from '../api/generated';
import { number, THIN } from '../format/number';
import { t } from '../i18n';
import { place } from '../state/cabinets';
import { useResource } from '../state/resource';
import { Age } from '../ui/age';
import { Empty, Ready } from '../ui/notice';
import { PageHead } from '../ui/page-head';

/** Tags that were read and are no bag's. Nothing is made from them. */
export function UnknownTags() {
  const tags = useResource(api.listUnknownTags({ unknown: true }), ['stock', 'unit']);
  return (
    <section>
      <PageHead title={t('tags.title')} asOf={tags.data?.asOf ?? null} />
      <Ready of={tags}>
        {(data) => data.items.length === 0
          ? <Empty why={t('tags.none')}><p class="caption">{t('tags.noneDo')}</p></Empty>
          : (
            <ul class="rows">
              {data.items.map((tag) => (
                <li key={tag.uii} class="row card tag-row">
                  <code class="uii">{tag.uii}</code>
                  <span><span class="caption">{t('tags.place')}</span> {place(tag.place)}</span>
                  <span><span class="caption">{t('tags.strength')}</span> {tag.rssiDbm === null ? t('alarm.noValue') : `${number(tag.rssiDbm)}${THIN}dBm`}</span>
                  <span><span class="caption">{t('tags.last')}</span> <Age at={tag.lastHeardAt} /></span>
                </li>
              ))}
            </ul>
          )}
      </Ready>
    </section>
  );
}
