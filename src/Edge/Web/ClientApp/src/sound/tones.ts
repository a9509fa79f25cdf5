import { signal } from '@preact/signals';
import { sound, volume } from '../state/screen';

/** A browser may sound only after a touch; until then the header says that this screen is mute. */
export const audible = signal(false);

let context: AudioContext | null = null;

const USUAL_GAIN = 0.25;
/** Each step sounds about twice as loud as the one before. */
const NEAR_GAINS: Record<typeof volume.value, number> = { 1: 0.03, 2: 0.09, 3: USUAL_GAIN, 4: 0.5, 5: 0.9 };

/** Plays pulses at a pitch. Sounds are made, not loaded. */
function pulses(count: number, hertz: number, milliseconds: number, pauseMs = milliseconds, loud = USUAL_GAIN): void {
  if (sound.value === 'off' || context?.state !== 'running') return;
  for (let pulse = 0; pulse < count; pulse++) {
    const from = context.currentTime + (pulse * (milliseconds + pauseMs)) / 1000;
    const until = from + milliseconds / 1000;
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.frequency.value = hertz;
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(loud, from + 0.008);
    gain.gain.setValueAtTime(loud, until - 0.01);
    gain.gain.linearRampToValueAtTime(0, until);
    tone.connect(gain).connect(context.destination);
    tone.start(from);
    tone.stop(until);
  }
}

function wake(): Promise<void> {
  context ??= new AudioContext();
  return context.resume().then(() => {
    audible.value = true;
  });
}

/** The touch that lets the browser sound. */
export function testSound(): void {
  void wake().then(() => pulses(3, 880, 120));
}

/** Any first touch or key will do; browsers count nothing else as a wish to hear. */
export function wakeAtFirstTouch(): () => void {
  const once = (): void => void wake();
  addEventListener('pointerdown', once, { once: true });
  addEventListener('keydown', once, { once: true });
  return () => {
    removeEventListener('pointerdown', once);
    removeEventListener('keydown', once);
  };
}

export const soundTaken = (): void => pulses(1, 1320, 60);
export const soundRefused = (): void => pulses(2, 220, 150, 80);
export const soundCritical = (): void => pulses(10, 988, 120, 80);
export const soundHigh = (): void => pulses(3, 784, 160, 120);
export const soundMedium = (): void => pulses(1, 659, 250);
/** One pulse, higher the nearer. @param nearness 1, far, to 10, here. */
export const soundNear = (nearness: number): void => pulses(1, 300 + nearness * 110, 70, 70, NEAR_GAINS[volume.value]);
export const soundNotLive = (): void => pulses(1, 262, 400);
