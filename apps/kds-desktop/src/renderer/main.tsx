import './styles.css';
import { must } from '@passbell/core/kernel/assert';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { App } from './app.tsx';
import { composeKitchen } from './compose.ts';

// The page's policy forbids making code from text, which zod would try for speed.
z.config({ jitless: true });
const root = createRoot(must(document.getElementById('kitchen'), 'the page has a place for the kitchen'));
const app = await composeKitchen();
app.opening.begin();
root.render(
  <StrictMode>
    <App app={app} />
  </StrictMode>,
);
