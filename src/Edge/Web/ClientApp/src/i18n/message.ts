/** A template with named places: `{n, plural, one {# bag} other {# bags}} not seen in {place}`. */
export type Piece = { text: string } | { name: string } | { plural: string; one: Piece[]; other: Piece[] } | { count: true };

const cache = new Map<string, Piece[]>();

/** @throws SyntaxError for a template that is not whole; a test parses every template of the catalogue. */
export function parse(template: string): Piece[] {
  let pieces = cache.get(template);
  if (pieces === undefined) {
    const reader = new Reader(template);
    pieces = reader.pieces(false);
    if (!reader.atEnd) throw new SyntaxError(`Unmatched brace in: ${template}`);
    cache.set(template, pieces);
  }
  return pieces;
}

/** Names of the places in a template, each once. */
export function placesOf(template: string): Set<string> {
  const names = new Set<string>();
  const walk = (pieces: Piece[]): void => {
    for (const piece of pieces) {
      if ('name' in piece) names.add(piece.name);
      if ('plural' in piece) {
        names.add(piece.plural);
        walk(piece.one);
        walk(piece.other);
      }
    }
  };
  walk(parse(template));
  return names;
}

/** Puts the values in. `text` makes what stands for a piece of text, so that a page can put elements into a sentence. */
export function fill<T>(pieces: Piece[], values: Record<string, T>, text: (text: string) => T, out: T[] = [], count?: T): T[] {
  for (const piece of pieces) {
    if ('text' in piece) out.push(text(piece.text));
    else if ('name' in piece) out.push(values[piece.name] ?? text(`{${piece.name}}`));
    else if ('count' in piece) out.push(count ?? text('#'));
    else {
      const value = values[piece.plural] ?? text('');
      fill(isOne(value) ? piece.one : piece.other, values, text, out, value);
    }
  }
  return out;
}

function isOne(value: unknown): boolean {
  return String(value) === '1';
}

class Reader {
  private at = 0;

  constructor(private readonly template: string) {}

  get atEnd(): boolean {
    return this.at >= this.template.length;
  }

  pieces(inPlural: boolean): Piece[] {
    const found: Piece[] = [];
    let text = '';
    const flush = (): void => {
      if (text !== '') found.push({ text });
      text = '';
    };
    while (!this.atEnd && this.template[this.at] !== '}') {
      const character = this.template[this.at++]!;
      if (character === '{') {
        flush();
        found.push(this.place());
      } else if (character === '#' && inPlural) {
        flush();
        found.push({ count: true });
      } else text += character;
    }
    flush();
    return found;
  }

  private place(): Piece {
    const name = this.until(/[,}]/);
    if (this.take() === '}') return { name };
    if (this.until(/,/) !== 'plural') throw new SyntaxError(`Only plural is known: ${this.template}`);
    this.take();
    const forms = new Map<string, Piece[]>();
    for (;;) {
      const form = this.until(/[{}]/);
      if (this.take() === '}') break;
      forms.set(form, this.pieces(true));
      if (this.take() !== '}') throw new SyntaxError(`Unmatched brace in: ${this.template}`);
    }
    const other = forms.get('other');
    if (other === undefined) throw new SyntaxError(`No form for "other": ${this.template}`);
    return { plural: name, one: forms.get('one') ?? other, other };
  }

  private until(end: RegExp): string {
    const start = this.at;
    while (!this.atEnd && !end.test(this.template[this.at]!)) this.at++;
    if (this.atEnd) throw new SyntaxError(`Unmatched brace in: ${this.template}`);
    return this.template.slice(start, this.at).trim();
  }

  private take(): string {
    return this.template[this.at++] ?? '';
  }
}
