import type { SparkPoint } from '../api/generated';
import { more, t } from '../i18n';
import { cold } from '../i18n/cold';
import '../styles/plot.css';

more(cold);

const WIDTH = 180;
const HEIGHT = 40;

/** Six hours in 10-minute means between its limits. A gap stays a gap. */
export function Spark({ points, low, high }: { points: readonly SparkPoint[]; low: number | null; high: number | null }) {
  const values = points.flatMap((point) => point.celsius ?? []);
  if (values.length === 0) return <span class="spark caption">{t('plot.noData')}</span>;
  const floor = Math.min(...values, low ?? Infinity);
  const ceiling = Math.max(...values, high ?? -Infinity);
  const span = ceiling - floor || 1;
  const y = (celsius: number): number => 3 + (1 - (celsius - floor) / span) * (HEIGHT - 6);
  const x = (index: number): number => (index / Math.max(1, points.length - 1)) * WIDTH;
  let drawing = false;
  const path = points.map((point, index) => {
    if (point.celsius === null) {
      drawing = false;
      return '';
    }
    const at = `${x(index).toFixed(1)} ${y(point.celsius).toFixed(1)}`;
    const step = drawing ? `L${at}` : `M${at}h.01`; // a point without neighbours is still a point
    drawing = true;
    return step;
  }).join('');
  return (
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {[low, high].map((limit) => limit !== null && <line key={limit} class="spark-limit" x1="0" x2={WIDTH} y1={y(limit)} y2={y(limit)} />)}
      <path d={path} vector-effect="non-scaling-stroke" />
    </svg>
  );
}
