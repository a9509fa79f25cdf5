import type { FridgeItem, ProbeView } from '../api/generated';
import { duration } from '../format/age';
import { celsius, degrees } from '../format/number';
import { age } from '../format/age';
import { more, t } from '../i18n';
import { cold } from '../i18n/cold';
import { language } from '../state/screen';
import { Age, nowFor } from './age';

more(cold);

/** The probe that a person must hear of first: one that says nothing, else the one farthest from the middle of the band. */
export function worstProbe(fridge: FridgeItem): ProbeView | null {
  const middle = ((fridge.lowCelsius ?? fridge.highCelsius ?? 0) + (fridge.highCelsius ?? fridge.lowCelsius ?? 0)) / 2;
  const off = (probe: ProbeView): number => (probe.state !== 'good' || probe.celsius === null ? Infinity : Math.abs(probe.celsius - middle));
  return [...fridge.probes].sort((a, b) => off(b) - off(a))[0] ?? null;
}

/** The current value, or a dash: a value that is too old is no longer the current one. */
export function ProbeValue({ probe, unit = false }: { probe: ProbeView | null; unit?: boolean }) {
  if (probe === null || probe.state !== 'good' || probe.celsius === null) return <b class="degrees">—</b>;
  return <b class="degrees">{unit ? celsius(probe.celsius) : degrees(probe.celsius)}</b>;
}

/** How old the value is; where there is none, why, and what it was last. */
export function ProbeAge({ probe }: { probe: ProbeView | null }) {
  if (probe === null) return <>{t('cold.noProbe')}</>;
  if (probe.state === 'neverHeard' || probe.at === null) return <>{t('cold.neverHeard')}</>;
  if (probe.state === 'good') return <Age at={probe.at} />;
  const at = Date.parse(probe.at);
  const now = nowFor(at) ?? at;
  const why = probe.state === 'silent'
    ? t('cold.silent', { time: duration(now - at, language.value) })
    : t(probe.state === 'suspect' ? 'cold.suspect' : 'cold.faulty');
  return (
    <span class="not-good">
      <b>{why}</b>
      {probe.celsius !== null && <span> {t('cold.lastValue', { value: celsius(probe.celsius), age: age(now - at, language.value) })}</span>}
    </span>
  );
}
