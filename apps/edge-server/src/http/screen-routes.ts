import { join } from 'node:path';
import express, { type Response, type Router } from 'express';
import { requestContext } from './request-context.ts';

const NAMES_A_FILE = /\.[A-Za-z0-9]{1,8}$/u;

function setCaching(res: Response, path: string): void {
  // Vite puts a hash of the content into the names under assets/.
  const immutable = /[\\/]assets[\\/]/u.test(path);
  res.setHeader('Cache-Control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
}

function notBuilt(title: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>
<p>The ${title} is not built. Run <code>npm run build</code> and reload.</p></html>`;
}

/**
 * Serves one built screen under its folder (`/pos/`, `/kds/`). Addresses inside the screen that name no file get its
 * page, because the screen finds its own way from there.
 */
export function screenRoutes(title: string, folder: string | null): Router {
  const router = express.Router({ strict: true });
  router.use((_req, res, next) => {
    requestContext(res).operationId = 'screen';
    next();
  });
  if (folder === null) {
    router.get('/{*rest}', (_req, res) => {
      res.status(404).type('html').send(notBuilt(title));
    });
    return router;
  }
  router.use(
    express.static(folder, { index: 'index.html', redirect: false, dotfiles: 'ignore', setHeaders: setCaching }),
  );
  router.get('/{*rest}', (req, res, next) => {
    if (NAMES_A_FILE.test(req.path)) {
      next();
      return;
    }
    res.setHeader('Cache-Control', 'no-cache');
    res.sendFile(join(folder, 'index.html'), { cacheControl: false }, (error) => {
      if (error !== undefined && error !== null) next(error);
    });
  });
  return router;
}
