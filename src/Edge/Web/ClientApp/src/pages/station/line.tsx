import type { UnitItem } from '../../api/generated';
import { named, ownName, t } from '../../i18n';
import { productName, amountWords, Expires } from '../../ui/unit';
import { Button } from '../../ui/button';
import { cls } from '../../ui/cls';
import { Din } from '../../ui/din';
import { Group } from '../../ui/group';
import { Look } from '../../ui/look';
import { OutClock } from '../../ui/out-clock';
import { objection, warning } from './acts';
import { choose } from './add';
import { changeLine, removeLine } from './draft';
import { FefoNote, ReturnNote } from './line-notes';
import { TagChoice } from './tag-choice';
import type { Act, Line } from './task';

/** One bag on the list: taken ✓, or refused ✕ with its reason beside it. */
export function LineRow({ act, line }: { act: Act; line: Line }) {
  const unit = line.unit ?? line.label;
  const against = line.refusal !== null ? ownName(line.refusal.zh, line.refusal.en) : line.unit !== null ? objection(act, line.unit) : line.state === 'unknown' ? t('station.notFound') : null;
  const warned = line.unit !== null ? warning(act, line.unit) : willHold(line.label);
  return (
    <li class={cls('card row line-row', against !== null && 'line-refused')}>
      <span class="line-mark" aria-hidden="true">{against !== null ? <Cross /> : line.state === 'ready' ? <Tick /> : null}</span>
      <span class="line-bag">
        <Din din={line.din} />
        <span class="caption">
          {unit !== null ? `${productName(unit)} · ${amountWords(unit.unitKind, unit.amount)}` : line.productCode ?? (line.state === 'wanted' ? '' : t(line.state === 'checking' ? 'station.checking' : 'station.notFound'))}
          {line.collected !== null && ` · ${t('unit.collected')} ✓`}{line.antigens !== null && ` · ${t('unit.antigens')} ✓`}
        </span>
        {against !== null && <b class="line-why">{against}</b>}
        {against === null && warned !== null && <b class="line-why">{warned} {unit !== null && <OutClock clock={unit.outOfStorage} />}</b>}
      </span>
      {unit !== null && <Group abo={unit.abo} rhD={unit.rhD} />}
      {unit !== null && <Expires unit={unit} />}
      <Button label={t('act.remove')} class="line-remove" onPress={() => removeLine(act, line.id)}><Cross /></Button>
      {act === 'issue' && line.unit !== null && <FefoNote line={line} unit={line.unit} />}
      {act === 'receive' && line.state === 'ready' && (
        <div class="line-note wide">
          <Look look={line.look} onPick={(look) => changeLine(act, line.id, (each) => ({ ...each, look }))} />
          <TagChoice tag={line.tag} onPick={(tag) => changeLine(act, line.id, (each) => ({ ...each, tag }))} />
        </div>
      )}
      {act === 'return' && unit?.status === 'issued' && <ReturnNote line={line} unit={unit} />}
      {line.choices.length > 1 && (
        <div class="line-choices">
          <p class="caption">{t('station.chooseOne')}</p>
          <div class="choice">
            {line.choices.map((each) => (
              <Button key={each.key} onPress={() => choose(act, line.id, each)}>
                <span>{productName(each)} · {each.productCode}{objection(act, each) !== null && <b class="line-why"> ✕ {objection(act, each)}</b>}</span>
              </Button>
            ))}
          </div>
        </div>
      )}
    </li>
  );
}

/** Why a bag that comes would wait in quarantine whatever is said of the whole delivery. */
function willHold(label: UnitItem | null): string | null {
  return label === null || label.quarantine === 'none' ? null : t('receipt.willHold', { reason: named('quarantine', label.quarantine) });
}

const Tick = () => <svg class="icon" viewBox="0 0 24 24"><path d="m4 12 5.5 6L20 6" /></svg>;
const Cross = () => <svg class="icon" viewBox="0 0 24 24"><path d="M6 6l12 12M18 6 6 18" /></svg>;
