import { useState } from 'preact/hooks';
import { api } from '../../api/generated';
import { t } from '../../i18n';
import { place } from '../../state/cabinets';
import { useResource } from '../../state/resource';
import { Age } from '../../ui/age';
import { Button } from '../../ui/button';

const SHOWN = 6;
const tail = (uii: string): string => `…${uii.slice(-6)}`;

/** Binds the bag to one of the tags that were read last and are no bag's yet. */
export function TagChoice({ tag, onPick }: { tag: string | null; onPick: (tag: string | null) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <div class="tag-choice">
      <Button onPress={() => setOpen(!open)}>{tag === null ? t('station.noTag') : `${t('station.tag')} ${tail(tag)}`}</Button>
      {open && <Tags onPick={(picked) => { onPick(picked); setOpen(false); }} />}
    </div>
  );
}

function Tags({ onPick }: { onPick: (tag: string | null) => void }) {
  const tags = useResource(api.listUnknownTags({ unknown: true }), ['unit', 'stock']).data?.items ?? [];
  const latest = [...tags].sort((a, b) => Date.parse(b.lastHeardAt) - Date.parse(a.lastHeardAt)).slice(0, SHOWN);
  return (
    <div class="menu">
      {latest.length === 0 && <p>{t('tags.none')}</p>}
      {latest.map((each) => (
        <Button key={each.uii} onPress={() => onPick(each.uii)}>{tail(each.uii)} <span class="caption">{place(each.place)} <Age at={each.lastHeardAt} /></span></Button>
      ))}
      <Button onPress={() => onPick(null)}>{t('station.noTag')}</Button>
    </div>
  );
}
