import type { AlarmPriority } from '../api/generated';

/** 1 is the most urgent. */
export const RANK: Record<AlarmPriority, number> = { critical: 1, high: 2, medium: 3, notice: 4 };

/** Only the two highest blink and sound until somebody acknowledges them. */
export function isUrgent(alarm: { priority: AlarmPriority }): boolean {
  return RANK[alarm.priority] <= 2;
}
