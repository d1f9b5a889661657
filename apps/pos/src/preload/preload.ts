import { exposeBridge } from '@passbell/desktop-shell/expose-bridge';
import { contextBridge, ipcRenderer } from 'electron';
import { z } from 'zod';

// The page's policy forbids making code from text, which zod would try for speed.
z.config({ jitless: true });
exposeBridge({ contextBridge, ipcRenderer });
