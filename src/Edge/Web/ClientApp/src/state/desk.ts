import { api, type TrayView } from '../api/generated';
import { useResource } from './resource';

const STORED = 'edge.desk';

/** Which desk this screen stands at: the one that was chosen here, else the first of the site. Null where there is none. */
export function useTray(): TrayView | null {
  const desks = useResource(api.listDesks(), ['device']).data?.items ?? [];
  const chosen = desks.find((desk) => desk.id === localStorage.getItem(STORED)) ?? desks[0];
  return useResource(chosen === undefined ? null : api.getTray(chosen.id), ['tray', 'unit']).data;
}
