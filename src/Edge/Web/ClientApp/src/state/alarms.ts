import type { Alarm, List } from '../api/types';
import { RANK } from '../ui/shape';
import { useResource } from './resource';

/** Unacknowledged before acknowledged before returned; within each by priority, then the newest first. */
export function inOrder(alarms: readonly Alarm[]): Alarm[] {
  const stage = { unacknowledged: 0, acknowledged: 1, returnedUnacknowledged: 2 };
  return [...alarms].sort((a, b) =>
    stage[a.state] - stage[b.state] || RANK[a.priority] - RANK[b.priority] || Date.parse(b.raisedAt) - Date.parse(a.raisedAt));
}

/** Alarms whose condition stands. */
export function useOpenAlarms(signedIn = true) {
  return useResource<List<Alarm>>(signedIn ? 'alarms?state=open' : null, ['alarm']);
}
