/** A read of one address; `T` is what it answers. */
export interface Read<T> {
  path: string;
  /** Never set: it carries the type from the generated operation to whoever reads. */
  answers?: T;
}

/** A writing call; `T` is what it answers. */
export interface Write<T> extends Read<T> {
  method: string;
  /** The version that was seen, where nothing may be changed over another's change. */
  match?: string;
  body?: unknown;
}

export function pathOf(value: string | number): string {
  return encodeURIComponent(value);
}

/** `?a=1&b=2`; what is undefined, null or empty is left out. */
export function queryOf(query: Record<string, unknown>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}
