const STORED = 'edge.set';

/** The set of bags that is asked for, one a line, and those that are in the hand already. */
export interface KeptSet { text: string; ticked: readonly string[] }

/** A look at another page, or a reload, loses nothing. */
export function keptSet(): KeptSet {
  try {
    return { text: '', ticked: [], ...(JSON.parse(sessionStorage.getItem(STORED) ?? '{}') as Partial<KeptSet>) };
  } catch {
    return { text: '', ticked: [] };
  }
}

export function keepSet(text: string, ticked: readonly string[]): void {
  try {
    sessionStorage.setItem(STORED, JSON.stringify({ text, ticked }));
  } catch {
    return; // storage is switched off: the set lasts as long as the page
  }
}
