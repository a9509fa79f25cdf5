import type { ComponentChildren } from 'preact';
import { useEffect, useErrorBoundary } from 'preact/hooks';
import { asProblem } from './api/client';
import { shortDin } from './format/din';
import { t } from './i18n';
import { pageOf } from './pages';
import { SignIn } from './pages/signin';
import { defaultScan, startScanner, type ScanTaker } from './scan/scanner';
import type { Scanned } from './scan/structures';
import { AlarmLine } from './shell/alarm-line';
import { Header } from './shell/header';
import { startKeys } from './shell/keys';
import { LostBand } from './shell/lost-band';
import { MassiveBand } from './shell/massive-band';
import { PrintHead } from './shell/print-head';
import { Tabs } from './shell/tabs';
import { hearAlarms, startAlarmSound } from './sound/alarm-sound';
import { useOpenAlarms } from './state/alarms';
import { place, useCabinetNames } from './state/cabinets';
import { connection, startClock } from './state/clock';
import { go, route } from './state/router';
import { loadSession, person, session, sessionProblem, stayWhileAttended, watchSignedOut } from './state/session';
import { cls } from './ui/cls';
import { lazy } from './ui/lazy';
import { Loading, ProblemNote } from './ui/notice';
import { wakeAtFirstTouch } from './sound/tones';

const ChangePassword = lazy(() => import('./pages/password').then((module) => module.ChangePassword));

/** Where no page has a meaning of its own for it, a bag's scan finds the bag and a shelf's shows the fridge. */
function scanAnywhere(scanned: Scanned): ReturnType<ScanTaker> {
  switch (scanned.kind) {
    case 'bag': {
      const { din, productCode } = scanned.parts;
      if (din === undefined) return { key: 'scan.wanted', text: t('scan.part.din') };
      go(['find'], { q: din, product: productCode });
      return { key: 'scan.read', text: shortDin(din) };
    }
    case 'place':
      go(['fridges', scanned.place.split('/')[0] ?? scanned.place]);
      return { key: 'scan.read', text: place(scanned.place) };
    case 'detail': return { key: 'scan.nothingHere', text: scanned.text, bad: true };
    case 'tube': return { key: 'scan.tube', text: '', bad: true };
    case 'badCheck': return { key: 'scan.badCheck', text: '', bad: true };
    case 'otherScheme': return { key: 'scan.otherScheme', text: '', bad: true };
    case 'unknown': return { key: 'scan.unknown', text: '', bad: true };
  }
}

/** A fault in one page stays in it: header, alarm line and tabs go on. */
function Guarded({ children }: { children: ComponentChildren }) {
  const [error, again] = useErrorBoundary();
  return error === undefined ? <>{children}</> : <ProblemNote problem={asProblem(error)} again={again} />;
}

export function App() {
  useEffect(() => {
    const ends = [startClock(), startScanner(), startKeys(), wakeAtFirstTouch(), stayWhileAttended()];
    void loadSession();
    return () => ends.forEach((end) => end());
  }, []);
  const signedIn = person.value !== null;
  const mayRead = signedIn && person.value?.mustChange === false; // before that the service answers nothing but the change of the password
  useCabinetNames(mayRead);
  useEffect(() => (signedIn || session.value === null ? undefined : watchSignedOut()), [signedIn, session.value === null]);
  document.title = t('app.title');
  const open = useOpenAlarms(mayRead).data?.items;
  useEffect(() => hearAlarms(open ?? []), [open]);
  useEffect(() => (signedIn ? startAlarmSound() : undefined), [signedIn]);
  useEffect(() => {
    if (signedIn) defaultScan(scanAnywhere);
  }, [signedIn]);
  if (session.value === null) {
    return (
      <div class="shell shell-plain">
        <Header />
        <main class="page">{sessionProblem.value === null ? <Loading /> : <ProblemNote problem={sessionProblem.value} />}</main>
      </div>
    );
  }
  if (!signedIn) {
    return (
      <div class="shell shell-plain">
        <Header />
        <LostBand />
        <main class="page"><SignIn first={session.value.firstStart} /></main>
      </div>
    );
  }
  if (person.value?.mustChange) {
    return (
      <div class="shell shell-plain">
        <Header />
        <LostBand />
        <main class="page"><ChangePassword /></main>
      </div>
    );
  }
  return (
    <div class={cls('shell', connection.value === 'lost' && 'not-live')}>
      <Header />
      <AlarmLine />
      <LostBand />
      <MassiveBand />
      <main class="page" id="page"><PrintHead /><Guarded key={route.value.segments.join()}>{pageOf(route.value)}</Guarded></main>
      <Tabs />
    </div>
  );
}
