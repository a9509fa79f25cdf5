import { cls } from './cls';

/** The usual words for a field, one touch each: nobody should have to type with gloves. */
export function Picks({ label, values, picked, onPick }: { label: string; values: readonly string[]; picked: string; onPick: (value: string) => void }) {
  if (values.length === 0) return null;
  return (
    <div class="choice picks" role="group" aria-label={label}>
      {values.map((value) => (
        <button key={value} type="button" class={cls('button', value === picked && 'chosen')} aria-pressed={value === picked} onClick={() => onPick(value)}>{value}</button>
      ))}
    </div>
  );
}
