import { useEffect, useRef } from 'preact/hooks';
import type { TrayTagView } from '../../api/generated';
import { shortDin } from '../../format/din';
import { more, ownName, t } from '../../i18n';
import { desk } from '../../i18n/desk';
import { useTray } from '../../state/desk';
import { address } from '../../state/router';
import { addByKey } from './add';
import { changeLine, draftOf, removeLine } from './draft';
import { isIncoming, type Act } from './task';

more(desk);

/** What lies on the desk goes onto the list at once, and leaves it with the bag unless somebody has worked on the line. */
export function TrayPanel({ act }: { act: Act }) {
  const tray = useTray();
  const listed = useRef(new Set<string>());
  const lying = tray === null || !tray.desk.listening ? null : tray.tags;
  useEffect(() => {
    if (lying === null || isIncoming(act)) return;
    const here = lying.filter(isOnTray).map((tag) => tag.unit!.key);
    for (const key of here) {
      if (listed.current.has(key)) continue;
      listed.current.add(key);
      void addFromTray(act, key);
    }
    for (const key of [...listed.current]) {
      if (here.includes(key)) continue;
      listed.current.delete(key);
      const line = draftOf(act).lines.find((each) => each.fromTray && each.unit?.key === key);
      if (line !== undefined) removeLine(act, line.id);
    }
  }, [lying, act]);
  if (tray === null) return null;
  const name = ownName(tray.desk.nameZh, tray.desk.nameEn);
  if (lying === null) return <p class="note" role="status"><b>{name}</b> {t('tray.away')}</p>;
  const worn = lying.filter(isOnTray), bags = new Set(worn.map((tag) => tag.unit!.key));
  const twice = [...bags].filter((key) => worn.filter((tag) => tag.unit!.key === key).length > 1);
  const beside = lying.filter((tag) => tag.nearby), unknown = lying.filter((tag) => !tag.nearby && tag.unit === null);
  return (
    <div class="card panel tray" aria-live="polite">
      <p><b>{lying.length === 0 ? t('tray.empty') : t('tray.on', { n: bags.size })}</b> <span class="caption">{name}</span></p>
      {twice.map((key) => <p key={key}>{t('tray.twice', { bag: shortDin(key.slice(0, 13)) })}</p>)}
      {unknown.length > 0 && <p>{t('tray.unknown', { n: unknown.length })} <a class="button" href={address(['labels'])}>{t('labels.title')}</a></p>}
      {beside.map((tag) => <p key={tag.uii} class="caption">{t('tray.beside', { tag: tag.unit === null ? `…${tag.uii.slice(-6)}` : shortDin(tag.unit.din) })}</p>)}
    </div>
  );
}

function isOnTray(tag: TrayTagView): boolean {
  return !tag.nearby && tag.unit !== null;
}

async function addFromTray(act: Act, key: string): Promise<void> {
  const before = new Set(draftOf(act).lines.map((line) => line.id));
  await addByKey(act, key);
  for (const line of draftOf(act).lines) if (!before.has(line.id) && line.unit?.key === key) changeLine(act, line.id, (each) => ({ ...each, fromTray: true }));
}
