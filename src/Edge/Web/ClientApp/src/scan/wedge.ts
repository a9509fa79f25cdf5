import { characterOf } from './keys';

/** One key as the browser reports it. Times in ms, from one monotonic clock. */
export interface Stroke { code: string; shift: boolean; capsLock: boolean; at: number }

export type Heard =
  /** No scan so far; the key belongs to the page. */
  | { kind: 'none' }
  /** Fast enough to be a scanner: the key must not reach the page. */
  | { kind: 'swallow' }
  /** A whole code. */
  | { kind: 'scan'; text: string };

const MIN_KEYS = 6;
const MAX_MEDIAN_GAP_MS = 35;
const END_PAUSE_MS = 60;
const NONE: Heard = { kind: 'none' };

/**
 * Tells a scanner's burst of keys from typing. A scanner is a keyboard that types at least 6 keys with a median gap of
 * 35 ms at most, and ends with Enter, Tab or a pause of 60 ms. Pure: keys and times in, what was heard out.
 */
export class Wedge {
  private text = '';
  private gaps: number[] = [];
  private lastAt = -Infinity;

  /** True while the keys so far may be the beginning of a burst. */
  get pending(): boolean {
    return this.text !== '';
  }

  /** What was heard so far. */
  get soFar(): string {
    return this.text;
  }

  /** How many characters have reached the page before the burst was recognised. */
  get length(): number {
    return this.text.length;
  }

  press(stroke: Stroke): Heard {
    const gap = stroke.at - this.lastAt;
    if (gap > END_PAUSE_MS) this.clear(); // what came before was typing: a burst's end is told by `pause`
    if (stroke.code === 'Enter' || stroke.code === 'NumpadEnter' || stroke.code === 'Tab') {
      const whole = this.isBurst() ? this.text : null;
      this.clear();
      return whole === null ? NONE : { kind: 'scan', text: whole };
    }
    const character = characterOf(stroke.code, stroke.shift, stroke.capsLock);
    if (character === null) return this.pending && isModifier(stroke.code) ? NONE : (this.clear(), NONE);
    if (this.text !== '') this.gaps.push(gap);
    this.text += character;
    this.lastAt = stroke.at;
    return this.isBurst() ? { kind: 'swallow' } : NONE;
  }

  /**
   * Called when the keyboard has been quiet for 60 ms. What is no burst yet stays: on a busy machine keys arrive late, and
   * the next one tells by its own time whether it belongs to them.
   */
  pause(): Heard {
    if (!this.isBurst()) return NONE;
    const whole = this.text;
    this.clear();
    return { kind: 'scan', text: whole };
  }

  clear(): void {
    this.text = '';
    this.gaps = [];
    this.lastAt = -Infinity;
  }

  private isBurst(): boolean {
    if (this.text.length < MIN_KEYS) return false;
    const sorted = [...this.gaps].sort((a, b) => a - b);
    return (sorted[Math.floor(sorted.length / 2)] ?? Infinity) <= MAX_MEDIAN_GAP_MS;
  }
}

export const PAUSE_MS = END_PAUSE_MS;

function isModifier(code: string): boolean {
  return code.startsWith('Shift') || code === 'CapsLock';
}
