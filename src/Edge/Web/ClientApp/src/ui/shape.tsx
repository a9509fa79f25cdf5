import type { AlarmItem, AlarmPriority } from '../api/generated';
import { isUrgent, RANK } from '../format/priority';
import { cls } from './cls';

const OUTLINES: Record<AlarmPriority, string> = {
  critical: 'M10 2h12l8 8v12l-8 8H10l-8-8V10z',
  high: 'M16 3 30 28H2z',
  medium: 'M16 2 30 16 16 30 2 16z',
  notice: 'M16 4a12 12 0 1 0 .01 0z',
};
const DIGIT_Y: Record<AlarmPriority, number> = { critical: 22, high: 25, medium: 22, notice: 22 };

/** The shape of a priority with its digit. Filled while the condition stands, outline only after it returned. */
export function Shape({ priority, hollow = false, blink = false }: { priority: AlarmPriority; hollow?: boolean; blink?: boolean }) {
  return (
    <svg class={cls('shape', `shape-${priority}`, hollow && 'shape-hollow', blink && 'blink')} viewBox="0 0 32 32" role="img" aria-label={`P${RANK[priority]}`}>
      <path d={OUTLINES[priority]} />
      <text x="16" y={DIGIT_Y[priority]} text-anchor="middle">{RANK[priority]}</text>
    </svg>
  );
}

/** The shape of an alarm as it stands: blinking while urgent and unacknowledged, hollow once its condition is over. */
export function AlarmShape({ alarm }: { alarm: AlarmItem }) {
  const over = alarm.state === 'returnedUnacknowledged' || alarm.state === 'normal';
  return <Shape priority={alarm.priority} hollow={over} blink={alarm.state === 'unacknowledged' && isUrgent(alarm)} />;
}

/** A mark beside a figure: ◆ below the minimum, ▲ below the reserve. Shape tells them apart, hue only helps. */
export function Mark({ kind, label }: { kind: 'minimum' | 'reserve'; label: string }) {
  const priority = kind === 'reserve' ? 'high' : 'medium';
  return (
    <svg class={cls('mark', `shape-${priority}`)} viewBox="0 0 32 32" role="img" aria-label={label}>
      <path d={OUTLINES[priority]} />
    </svg>
  );
}
