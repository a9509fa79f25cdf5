/** One text in both languages, side by side: nobody can add one and forget the other. */
export type Entry = readonly [zh: string, en: string];
