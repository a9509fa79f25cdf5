import { render } from 'preact';
import { App } from './app';
import { wallTime } from './format/time';
import { applyScreen } from './state/screen';
import { timeZone } from './state/session';
import './styles/index.css';

applyScreen((epochMinutes) => Number(wallTime(epochMinutes * 60_000, timeZone.value).hour));
const root = document.getElementById('app');
if (root !== null) render(<App />, root);
