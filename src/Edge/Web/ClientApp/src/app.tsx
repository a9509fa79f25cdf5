import { useEffect } from 'preact/hooks';
import { t } from './i18n';
import { pageOf } from './pages';
import { SignIn } from './pages/signin';
import { startScanner } from './scan/scanner';
import { AlarmLine } from './shell/alarm-line';
import { Header } from './shell/header';
import { startKeys } from './shell/keys';
import { LostBand } from './shell/lost-band';
import { Tabs } from './shell/tabs';
import { useCabinetNames } from './state/cabinets';
import { connection, startClock } from './state/clock';
import { route } from './state/router';
import { loadSession, person, session, sessionProblem, watchSignedOut } from './state/session';
import { cls } from './ui/cls';
import { Loading, ProblemNote } from './ui/notice';

export function App() {
  useEffect(() => {
    const ends = [startClock(), startScanner(), startKeys()];
    void loadSession();
    return () => ends.forEach((end) => end());
  }, []);
  const signedIn = person.value !== null;
  useCabinetNames(signedIn);
  useEffect(() => (signedIn || session.value === null ? undefined : watchSignedOut()), [signedIn, session.value === null]);
  document.title = t('app.title');
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
  return (
    <div class={cls('shell', connection.value === 'lost' && 'not-live')}>
      <Header />
      <AlarmLine />
      <LostBand />
      <main class="page" id="page">{pageOf(route.value)}</main>
      <Tabs />
    </div>
  );
}
