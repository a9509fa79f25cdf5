import { useState } from 'preact/hooks';
import { asProblem, newKey, send } from '../api/client';
import type { Write } from '../api/call';
import { api, type ActionResults, type RefusalView, type UnitDetail } from '../api/generated';
import type { Problem } from '../api/problem';
import { duration } from '../format/age';
import { more, ownName, t } from '../i18n';
import { station } from '../i18n/station';
import { changed } from '../state/resource';
import { language } from '../state/screen';
import { nowFor } from '../ui/age';
import { ActButton } from '../ui/button';
import { Field } from '../ui/field';
import { ProblemNote } from '../ui/notice';

more(station);

/** What somebody still has to say about this bag. Whatever is pressed needs a word of why. */
export function Owed({ unit }: { unit: UnitDetail }) {
  const [words, setWords] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const units = [unit.key];
  const given = words.trim();
  const press = (write: Write<ActionResults>) => async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const { results } = await send(write, newKey());
      setRefusal(results[0]?.refusal ?? null);
      if (results[0]?.accepted === true) setWords('');
      changed('unit', 'stock');
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
  };
  const blank = busy || given === '';
  const removed = unit.unaccountedSince === null ? null : Date.parse(unit.unaccountedSince);
  const now = removed === null ? null : nowFor(removed);
  return (
    <div class="card panel owed">
      {removed !== null && now !== null && <p><b>{t('unit.unaccounted', { time: duration(now - removed, language.value) })}</b></p>}
      {unit.captured !== null && <p><b>{t('unit.captured', { n: unit.captured })}</b></p>}
      {unit.emergency?.owed === true && <p><b>{t('unit.emergencyOwed', { physician: unit.emergency.physician })}</b></p>}
      <Field label={unit.emergency?.owed === true || unit.captured !== null ? t('station.order') : t('station.reason')} value={words} onInput={setWords} />
      <div class="inline">
        {removed !== null && <ActButton disabled={blank} onPress={() => void press(api.explainRemovals({ units, cause: given }))()}>{t('unit.explain')}</ActButton>}
        {unit.captured !== null && <ActButton disabled={blank} onPress={() => void press(api.settleCaptures({ units, used: true, destination: given, order: given }))()}>{t('massive.used', { n: 1 })}</ActButton>}
        {unit.captured !== null && <ActButton disabled={busy} onPress={() => void press(api.settleCaptures({ units, used: false }))()}>{t('massive.notUsed')}</ActButton>}
        {unit.emergency?.owed === true && <ActButton disabled={blank} onPress={() => void press(api.settleEmergencies({ units, order: given }))()}>{t('unit.settleOrder')}</ActButton>}
        {unit.status === 'lost' && <ActButton disabled={busy} onPress={() => void press(api.findUnits({ units }))()}>{t('unit.found')}</ActButton>}
        {['quarantined', 'available', 'reserved', 'issued', 'inTransfer'].includes(unit.status) && (
          <ActButton needs="release" disabled={blank} onPress={() => void press(api.loseUnits({ units, cause: given }))()}>{t('unit.lost')}</ActButton>
        )}
      </div>
      {refusal !== null && <p class="note note-bad" role="alert">{ownName(refusal.zh, refusal.en)} {ownName(refusal.doZh, refusal.doEn)}</p>}
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  );
}
