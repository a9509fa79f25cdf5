import { band as bandWords, celsius as celsiusWords } from '../format/number';
import { more, t } from '../i18n';
import { cold } from '../i18n/cold';
import { language } from '../state/screen';
import '../styles/plot.css';

more(cold);

const WIDTH = 160;
const EDGE = 28; // left and right of the band there is room for values outside it
const MIDDLE = 14;

/** A value inside its allowed band. Outside, the dot stands beyond the end, with a hollow arrow when it is far off. */
export function BandBar({ low, high, celsius }: { low: number | null; high: number | null; celsius: number | null }) {
  const bottom = low ?? (high === null ? 0 : high - 12);
  const top = high ?? (low === null ? 1 : low + 12);
  const span = top - bottom || 1;
  const place = celsius === null ? null : EDGE + ((celsius - bottom) / span) * (WIDTH - 2 * EDGE);
  const shown = place === null ? null : Math.min(WIDTH - 9, Math.max(9, place));
  const outside = celsius !== null && ((low !== null && celsius < low) || (high !== null && celsius > high));
  const from = low === null ? 0 : EDGE;
  const to = high === null ? WIDTH : WIDTH - EDGE;
  return (
    <svg
      class="band-bar" viewBox={`0 0 ${WIDTH} 28`} role="img"
      aria-label={celsius === null ? t('plot.noData') : t('cold.barAlt', { value: celsiusWords(celsius), band: bandWords(low, high, language.value) ?? t('cold.noLimits') })}
    >
      <line class="band-axis" x1="0" y1={MIDDLE} x2={WIDTH} y2={MIDDLE} />
      <rect class="band-room" x={from} y={MIDDLE - 5} width={to - from} height="10" rx="2" />
      {low !== null && <line class="band-end" x1={EDGE} y1="3" x2={EDGE} y2="25" />}
      {high !== null && <line class="band-end" x1={WIDTH - EDGE} y1="3" x2={WIDTH - EDGE} y2="25" />}
      {shown !== null && (outside
        ? <rect class="band-dot" x={shown - 7} y={MIDDLE - 7} width="14" height="14" transform={`rotate(45 ${shown} ${MIDDLE})`} />
        : <circle class="band-dot" cx={shown} cy={MIDDLE} r="7.5" />)}
    </svg>
  );
}
