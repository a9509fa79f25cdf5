import type { ArrivalTicks } from '../api/generated';
import { t } from '../i18n';
import { cls } from './cls';

const POINTS = ['supplier', 'label', 'dates', 'transport', 'bags'] as const;

export const NO_TICKS: ArrivalTicks = { supplier: false, label: false, dates: false, transport: false, bags: false };

/** The points that nobody has looked at yet. */
export function openTicks(ticks: ArrivalTicks): readonly (keyof ArrivalTicks)[] {
  return POINTS.filter((point) => !ticks[point]);
}

export function ticksWords(ticks: ArrivalTicks): string {
  const open = openTicks(ticks);
  return open.length === 0 ? t('tick.all') : t('tick.some', { list: open.map((point) => t(`tick.${point}`)).join(t('scan.and')) });
}

/** The receiving check, one touch a point: what is open keeps the bags in quarantine. */
export function Ticks({ ticks, onTick }: { ticks: ArrivalTicks; onTick: (ticks: ArrivalTicks) => void }) {
  return (
    <div class="ticks" role="group" aria-label={t('tick.title')}>
      <span class="ticks-title">{t('tick.title')}</span>
      {POINTS.map((point) => (
        <button
          key={point} type="button" class={cls('button tick', ticks[point] && 'chosen')} role="checkbox" aria-checked={ticks[point]}
          onClick={() => onTick({ ...ticks, [point]: !ticks[point] })}
        >
          <svg class="icon tick-box" viewBox="0 0 24 24" aria-hidden="true"><path d="M3 3h18v18H3z" />{ticks[point] && <path d="m7 12 4 5 7-10" />}</svg>
          {t(`tick.${point}`)}
        </button>
      ))}
    </div>
  );
}
