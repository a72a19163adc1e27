import { createElement, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import type { Messages } from './messages/areas.ts';

const LOADERS: Readonly<Record<string, () => Promise<{ readonly messages: Messages }>>> = {
  en: () => import('virtual:messages/en'),
  de: () => import('virtual:messages/de'),
  'en-XA': () => import('virtual:messages/en-XA'),
  'ar-XB': () => import('virtual:messages/ar-XB'),
};

const root = document.getElementById('root');
const load = LOADERS[document.documentElement.lang] ?? LOADERS['en'];
if (root && load) {
  const { messages } = await load();
  createRoot(root).render(createElement(StrictMode, null, createElement(App, { messages })));
}
