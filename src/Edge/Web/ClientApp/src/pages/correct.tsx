import { useEffect, useState } from 'preact/hooks';
import { asProblem, newKey, send, type Signer } from '../api/client';
import type { Write } from '../api/call';
import { api, type ActionResults, type EventItem, type RefusalView, type UnitDetail } from '../api/generated';
import type { Problem } from '../api/problem';
import { expiry as expiryWords, instantOf, moment, readLabelExpiry, readWallTime } from '../format/time';
import { more, ownName, t, type Key } from '../i18n';
import { station } from '../i18n/station';
import { handling } from '../i18n/handling';
import { takeScans } from '../scan/scanner';
import { serviceNow } from '../state/clock';
import { changed } from '../state/resource';
import { language } from '../state/screen';
import { may, person, timeZone } from '../state/session';
import { ActButton, Button, Choice } from '../ui/button';
import { eventWords } from '../ui/event-words';
import { Field } from '../ui/field';
import { SignProblem } from '../ui/badge';
import { SignHere } from '../ui/sign-here';

more({ ...handling, ...station });

const MINUTE_MS = 60_000;

/** Sends one correction at a time; what was typed stays when it is refused, and the refusal stands beside it. */
function useCorrection(): { busy: boolean; done: Key | null; press: (write: Write<ActionResults>, said: Key, signer?: Signer) => Promise<boolean>; note: preact.JSX.Element } {
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState<Key | null>(null);
  const [refusal, setRefusal] = useState<RefusalView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const press = async (write: Write<ActionResults>, said: Key, signer?: Signer): Promise<boolean> => {
    setBusy(true);
    setProblem(null);
    setDone(null);
    let accepted = false;
    try {
      const { results } = await send(write, newKey(), signer);
      accepted = results[0]?.accepted === true;
      setRefusal(results[0]?.refusal ?? results[0]?.note ?? null);
      if (accepted) setDone(said);
      changed('unit', 'stock');
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
    return accepted;
  };
  const note = (
    <>
      {done !== null && <p class="note note-done" role="status"><b>✓ {t(done)}</b></p>}
      {refusal !== null && <p class="note note-bad" role="alert">{ownName(refusal.zh, refusal.en)} {ownName(refusal.doZh, refusal.doEn)}</p>}
      {problem !== null && <SignProblem problem={problem} />}
    </>
  );
  return { busy, done, press, note };
}

type Wrong = 'step' | 'expiry' | 'storage' | 'bag';

/** Which record is wrong, what is true, and why. Nothing is deleted; what frees a bag needs a second person. */
export function Correct({ unit, lastStep }: { unit: UnitDetail; lastStep: EventItem | null }) {
  const [wrong, setWrong] = useState<Wrong>('expiry');
  const [expiry, setExpiry] = useState('');
  const [reason, setReason] = useState('');
  const { busy, press, note } = useCorrection();
  useEffect(() => takeScans((scanned) => {
    if (scanned.kind !== 'bag' || scanned.parts.din !== undefined || scanned.parts.expiry === undefined) return null;
    setWrong('expiry');
    setExpiry(readLabelExpiry(scanned.parts.expiry)?.replace('T', ' ') ?? '');
    return { key: 'scan.read', text: t('unit.expires') };
  }), []);
  const wall = readWallTime(expiry);
  const last = instantOf(expiry, timeZone.value); // the last permitted minute, as the label has it
  const later = last !== null && Date.parse(last) + MINUTE_MS > Date.parse(unit.expiresAt);
  const blank = busy || reason.trim() === '';
  const send = (write: Write<ActionResults>, said: Key) => (): void => {
    void press(write, said).then((accepted) => accepted && setReason(''));
  };
  const records: { value: Wrong; text: string }[] = [
    ...(lastStep === null ? [] : [{ value: 'step' as const, text: t('correct.which.step', { n: lastStep.seq, what: eventWords(lastStep) }) }]),
    { value: 'expiry', text: t('correct.which.expiry') },
    ...(unit.outOfStorage?.mayBeMissed === true ? [{ value: 'storage' as const, text: t('correct.which.storage') }] : []),
    { value: 'bag', text: t('correct.which.bag') },
  ];
  return (
    <details class="card panel manual correct">
      <summary>{t('correct.title')}</summary>
      <div class="typed">
        <p>{t('correct.which')}</p>
        <Choice label={t('correct.which')} value={wrong} onPick={setWrong} options={records} />
        {wrong === 'expiry' ? <Field label={t('correct.expiry')} value={expiry} onInput={setExpiry} hint={later ? t('correct.later') : t('correct.expiryHint')} />
          : <p>{t(`correct.true.${wrong}`)}</p>}
        <Field label={t('correct.reason')} value={reason} onInput={setReason} />
        <div class="inline">
          {wrong === 'step' && lastStep !== null && <ActButton disabled={blank} onPress={send(api.takeBackStep(unit.key, { seq: lastStep.seq, reason }), 'correct.done')}>{t('unit.takeBack')}</ActButton>}
          {wrong === 'expiry' && (
            <ActButton disabled={blank || wall === null} onPress={send(api.correctExpiry(unit.key, { expiresAt: wall ?? '', reason }), later ? 'correct.asked' : 'correct.done')}>
              {t(later ? 'correct.askExpiry' : 'correct.doExpiry')}
            </ActButton>
          )}
          {wrong === 'storage' && <ActButton disabled={blank} onPress={send(api.correctStorageTime(unit.key, { reason }), 'correct.asked')}>{t('correct.storageTime')}</ActButton>}
          {wrong === 'bag' && <ActButton needs="release" harmful disabled={blank} onPress={send(api.voidUnit(unit.key, { reason }), 'correct.done')}>{t('correct.void')}</ActButton>}
        </div>
        {note}
      </div>
    </details>
  );
}

/** Somebody asked for a correction: another person compares it with the label and signs with an account of their own. */
export function Asked({ unit }: { unit: UnitDetail }) {
  const { busy, press, note } = useCorrection();
  const [signing, setSigning] = useState(false);
  const { asked } = unit;
  if (asked === null) return note;
  const own = person.value?.account === asked.by;
  const direct = !own && may('release'); // else somebody who may signs here
  const confirming = api.confirmCorrection(unit.key, { expiresAt: asked.expiresAt });
  const at = moment(asked.at, serviceNow() ?? Date.parse(asked.at), timeZone.value, language.value);
  return (
    <div class="card panel owed">
      <p><b>{asked.expiresAt === null ? t('correct.waitsStorage') : t('correct.waitsExpiry', { time: expiryWords(asked.expiresAt, timeZone.value, language.value) })}</b></p>
      <p class="caption">{t('correct.askedBy', { name: asked.byName, time: at })} · {t(own ? 'correct.own' : 'correct.compare')}</p>
      <div class="inline">
        {!direct
          ? <Button pressed={signing} onPress={() => setSigning(!signing)}>{t('sign.other')}</Button>
          : <ActButton primary disabled={busy} needs="release" onPress={() => void press(confirming, 'correct.done')}>{t('correct.confirm')}</ActButton>}
        <ActButton needs={own ? 'units' : 'release'} disabled={busy} onPress={() => void press(api.dropCorrection(unit.key, { reason: t(own ? 'correct.dropOwn' : 'correct.dropOther') }), 'correct.drop')}>{t('correct.drop')}</ActButton>
      </div>
      {signing && <SignHere act={t('correct.confirm')} disabled={busy} onSign={async (by) => { await press(confirming, 'correct.done', by); }} />}
      {note}
    </div>
  );
}
