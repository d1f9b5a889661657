import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

test('without any setting the cloud brings its own PostgreSQL', () => {
  expect(readConfig({ PASSBELL_HOME: '/srv/passbell' }, '/repo')).toEqual({
    port: 8430,
    database: { kind: 'embedded', dir: '/srv/passbell/cloud/postgres' },
  });
});

test('DATABASE_URL replaces it', () => {
  const url = 'postgres://somebody@db.example/passbell';
  expect(readConfig({ DATABASE_URL: url, PASSBELL_CLOUD_PORT: '0' }, '/repo')).toEqual({
    port: 0,
    database: { kind: 'url', url },
  });
});

test.each([
  { PASSBELL_CLOUD_PORT: 'eighty' },
  { PASSBELL_CLOUD_PORT: '70000' },
  { DATABASE_URL: 'mysql://db/x' },
  { DATABASE_URL: 'db' },
])('%j is refused', (env) => {
  expect(() => readConfig(env, '/repo')).toThrow(ConfigError);
});

test('a relative home counts from where the command was typed, the default from the project', () => {
  const dirOf = (env: Record<string, string>) => readConfig(env, '/repo').database;
  expect(dirOf({ PASSBELL_HOME: 'here', INIT_CWD: '/typed' })).toMatchObject({ dir: '/typed/here/cloud/postgres' });
  expect(dirOf({ INIT_CWD: '/typed' })).toMatchObject({ dir: '/repo/.passbell/cloud/postgres' });
});
