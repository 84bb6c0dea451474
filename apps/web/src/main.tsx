import { createRoot } from 'react-dom/client';
import './look/fonts.css';
import './look/tokens.css';
import './look/base.css';
import { takeLink } from './enter/link.ts';
import { startScheme } from './look/scheme.ts';
import { lookAround } from './session/found.ts';
import { Cairn } from './session/gate.tsx';
import { followRenewal } from './session/renewed.ts';
import { startWords } from './words/words.ts';

// A page that the browser kept alive behind Back would show what was left on purpose.
addEventListener('pageshow', (event) => {
  if (event.persisted) location.reload();
});

// Before anything else: from here on the address shows nothing of a link that was opened.
takeLink();

const place = document.getElementById('cairn');
if (!place) throw new Error('index.html has no element #cairn to show Cairn in');
startScheme();
followRenewal(import.meta.url);
const first = lookAround();
await startWords();
createRoot(place).render(<Cairn first={first} />);
