import { api } from '../api/generated';
import { percent } from '../format/chance';
import { t } from '../i18n';
import { place } from '../state/cabinets';
import { useResource } from '../state/resource';
import { language } from '../state/screen';
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
            <>
              <p class="note">{t('tags.do')}</p>
              <ul class="rows">
                {data.items.map((tag) => (
                  <li key={tag.uii} class="row card tag-row">
                    <code class="uii">{tag.uii}</code>
                    <span><span class="caption">{t('tags.place')}</span> {place(tag.place)} <span class="caption">{percent(tag.chance, language.value)}</span></span>
                    <span><span class="caption">{t('tags.first')}</span> <Age at={tag.firstHeardAt} /></span>
                    <span><span class="caption">{t('tags.last')}</span> <Age at={tag.lastHeardAt} /></span>
                  </li>
                ))}
              </ul>
            </>
          )}
      </Ready>
    </section>
  );
}
