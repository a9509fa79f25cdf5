import type { BagCondition, RefusalView, UnitItem } from '../api/generated';
import { ownName } from '../i18n';
import { cls } from '../ui/cls';
import { Din } from '../ui/din';
import { Group } from '../ui/group';
import { Look } from '../ui/look';
import { amountWords, Expires, productName } from '../ui/unit';

export type Refusals = Record<string, RefusalView>;
/** By key; what is not there is intact. */
export type Looks = Record<string, BagCondition>;

export function Bags({ units, note, refusals, mark = false, looks, onLook }: {
  units: readonly UnitItem[]; note: (unit: UnitItem) => string | null; refusals: Refusals; mark?: boolean;
  /** How they look, and how a person says so. */
  looks?: Looks; onLook?: (key: string, look: BagCondition) => void;
}) {
  if (units.length === 0) return null;
  return (
    <ul class="rows">
      {units.map((unit) => {
        const refusal = refusals[unit.key];
        const said = note(unit);
        return (
          <li key={unit.key} class={cls('card row line-row', refusal !== undefined && 'line-refused')}>
            <span class="line-mark" aria-hidden="true">{mark && <svg class="icon" viewBox="0 0 24 24"><path d="m4 12 5.5 6L20 6" /></svg>}</span>
            <span class="line-bag">
              <Din din={unit.din} check={unit.checkCharacter} />
              <span class="caption">{productName(unit)} · {amountWords(unit.unitKind, unit.amount)}{said !== null && ` · ${said}`}</span>
              {refusal !== undefined && <b class="line-why">{ownName(refusal.zh, refusal.en)} {ownName(refusal.doZh, refusal.doEn)}</b>}
            </span>
            <Group abo={unit.abo} rhD={unit.rhD} />
            <Expires unit={unit} />
            {onLook !== undefined && <div class="line-note"><Look look={looks?.[unit.key] ?? 'intact'} onPick={(look) => onLook(unit.key, look)} /></div>}
          </li>
        );
      })}
    </ul>
  );
}
