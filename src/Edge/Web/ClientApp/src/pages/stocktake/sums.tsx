import type { StocktakeView } from '../../api/generated';
import { t } from '../../i18n';
import { clockOf } from './words';
import { Unheard } from './live';

/** Why the reading ended, and the two sums that must agree. */
export function Sums({ count }: { count: StocktakeView }) {
  const heard = count.matched - count.byLabel;
  return (
    <div class="card panel count-sums value">
      <p class="plate">
        {count.end !== null && <b>{t(`count.end.${count.end}`)}</b>} <span class="caption">{t('count.round', { n: count.rounds })} · {clockOf(count.countedSeconds)}</span>
      </p>
      <p class="plate">{t('count.sumExpected', { expected: count.expected ?? 0, matched: count.matched, missing: count.missing ?? 0 })}</p>
      <p class="plate">{t('count.sumRead', { read: count.read, heard, misplaced: count.misplaced ?? 0, unexpected: count.unexpected ?? 0, unknown: count.unknown })}</p>
      {count.byLabel > 0 && <p class="plate caption">{t('count.byLabel', { n: count.byLabel })}</p>}
      <Unheard count={count} />
      <p class="plate"><b>{count.sumsAgree ? `${t('count.sumsAgree')} ✓` : t('count.sumsDiffer')}</b></p>
    </div>
  );
}
