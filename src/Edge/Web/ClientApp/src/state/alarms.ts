import { api, type AlarmItem } from '../api/generated';
import { RANK } from '../format/priority';
import { useResource } from './resource';

/** Unacknowledged before acknowledged before returned; within each by priority, then the newest first. */
export function inOrder(alarms: readonly AlarmItem[]): AlarmItem[] {
  const stage = { unacknowledged: 0, acknowledged: 1, returnedUnacknowledged: 2, normal: 3 };
  return [...alarms].sort((a, b) =>
    stage[a.state] - stage[b.state] || RANK[a.priority] - RANK[b.priority] || Date.parse(b.raisedAt) - Date.parse(a.raisedAt));
}

/** Alarms whose condition stands. */
export function useOpenAlarms(signedIn = true) {
  return useResource(signedIn ? api.listAlarms({ state: 'open' }) : null, ['alarm']);
}
