import type { Language } from '../state/screen';

/** What places are called. Cabinets have names in both languages, shelves only the name in the settings. */
export interface CabinetNames { id: string; nameZh: string; nameEn: string }

/** "2号冰箱第3层", "fridge 2, shelf 3". A place that is not in the settings keeps its own name. */
export function placeName(place: string, cabinets: readonly CabinetNames[], language: Language): string {
  const [id = place, shelf] = place.split('/');
  const cabinet = cabinets.find((each) => each.id === id);
  const name = cabinet === undefined ? id : language === 'zh' ? cabinet.nameZh : cabinet.nameEn;
  if (shelf === undefined) return name;
  return language === 'zh' ? `${name}${shelfName(shelf, language)}` : `${name}, ${shelfName(shelf, language)}`;
}

/** "第3层", "shelf 3" for the usual names; another name stands as it is. */
export function shelfName(shelf: string, language: Language): string {
  const level = /^(?:shelf-?)?(\d+)$/.exec(shelf)?.[1];
  if (level === undefined) return shelf;
  return language === 'zh' ? `第${level}层` : `shelf ${level}`;
}

export function probeName(probe: string, language: Language): string {
  const known: Record<string, [string, string]> = {
    top: ['上探头', 'top probe'], bottom: ['下探头', 'bottom probe'], middle: ['中探头', 'middle probe'],
  };
  const names = known[probe];
  if (names !== undefined) return names[language === 'zh' ? 0 : 1];
  return language === 'zh' ? `探头${probe}` : `probe ${probe}`;
}

/** A probe in its cabinet: "1号冰箱上探头", "fridge 1, top probe". */
export function probePlace(cabinet: string, probe: string, language: Language): string {
  return language === 'zh' ? cabinet + probeName(probe, language) : `${cabinet}, ${probeName(probe, language)}`;
}
