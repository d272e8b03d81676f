import { expect } from 'bun:test';
import { version } from '../../src/version.ts';
import { scenarios } from '../support/scenario.ts';

scenarios('the health addresses', [
  {
    name: 'tell an app that this is the server it looks for',
    request: 'GET /api/health',
    status: 200,
    answer: { status: 'ok', app: 'anchor', version },
  },
  {
    name: 'tell that the process serves',
    request: 'GET /health/live',
    status: 200,
    answer: { status: 'ok' },
  },
  {
    name: 'tell that the database can be read',
    request: 'GET /health/ready',
    status: 200,
    answer: { status: 'ok', database: 'ok' },
  },
  {
    name: 'tell with 503 that the database cannot be read, and nothing about why',
    request: 'GET /health/ready',
    arrange: async (app) => {
      await app.database.migrations.schema.dropTable('settings').execute();
    },
    status: 503,
    answer: { status: 'unavailable', database: 'unavailable' },
  },
  {
    name: 'go on telling that the process serves when the database is gone',
    request: 'GET /health/live',
    arrange: async (app) => {
      await app.database.migrations.schema.dropTable('settings').execute();
    },
    status: 200,
    answer: { status: 'ok' },
  },
  {
    name: 'may be asked with HEAD',
    request: 'HEAD /api/health',
    status: 200,
    after: async (_, answer) => {
      expect(answer.text).toBe('');
    },
  },
]);
