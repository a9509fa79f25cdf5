/** What a bag's label may carry besides what the pages use: identifier and characters of data, so that the next structure is found. */
const OTHERS: Record<string, number> = {
  '=}': 6, '&}': 10, '&(': 5, '&\\': 18, '&{': 18, '=)': 10, '&)': 10, '=-': 10, '&-': 10, '=]': 6, '=$': 16, '=(': 16, '=,': 6, '&+': 11,
  '=/': 15, '=;': 21, '=\'': 11, '=#': 10, '&"': 18, '&:': 19, '&/': 15,
};

/** Length with its identifier of a structure that the pages only pass over; null for one that they do not know, or that is cut off. */
export function lengthOfOther(text: string): number | null {
  const length = OTHERS[text.slice(0, 2)];
  return length === undefined || text.length < 2 + length ? null : 2 + length;
}
