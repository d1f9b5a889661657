import './styles.css';
import { must } from '@passbell/core/kernel/assert';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app.tsx';
import { composeTill } from './compose.ts';

// The page's policy forbids making code from text, which zod would try for speed.
z.config({ jitless: true });
const root = createRoot(must(document.getElementById('till'), 'the page has a place for the till'));
const till = await composeTill();
till.signIn.begin();
root.render(
  <StrictMode>
    <App till={till} />
  </StrictMode>,
);
