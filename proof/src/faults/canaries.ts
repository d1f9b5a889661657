import type { SourcePatch } from './source-patch.ts';

const GROUP_COMMIT = 'apps/edge-server/src/journal/group-commit.ts';

/**
 * Planted: a batch is acknowledged at once and committed when the next one begins, which is what a write-behind cache
 * would do.
 */
export const ACKNOWLEDGE_BEFORE_COMMIT: readonly SourcePatch[] = [
  { file: GROUP_COMMIT, find: '      commit.run();\n', replace: '' },
  {
    file: GROUP_COMMIT,
    find: '      begin.run();\n',
    replace: '      if (db.inTransaction) commit.run();\n      begin.run();\n',
  },
];

/** Planted: a COMMIT that threw is taken for one that did nothing, so everybody is told that it failed. */
export const FAILED_COMMIT_IS_NO_COMMIT: readonly SourcePatch[] = [
  {
    file: GROUP_COMMIT,
    find: '    } catch (error) {\n      fail(error, batch);\n      return;\n',
    replace:
      '    } catch (error) {\n      if (db.inTransaction) db.exec("ROLLBACK");\n      for (const work of batch) work.reject(error);\n      return;\n',
  },
];

/** Planted: whoever waited for a COMMIT that threw is told that it failed. */
export const OUTCOME_CALLED_FAILED: readonly SourcePatch[] = [
  { file: GROUP_COMMIT, find: 'const unknown = new OutcomeUnknown(error);', replace: 'const unknown = error;' },
];

/** Planted: the key of a command is not remembered together with its effect. */
export const KEY_FORGOTTEN: readonly SourcePatch[] = [
  {
    file: 'apps/edge-server/src/journal/command-store.ts',
    find: 'if (!stored) return undefined;',
    replace: 'if (stored || !stored) return undefined;',
  },
  {
    file: 'apps/edge-server/src/journal/command-store.ts',
    find: 'statements.get(insertCommand).run(',
    replace: "statements.get(insertCommand.replace('insert', 'insert or replace')).run(",
  },
];

/** Planted: the ballast is kept when the disk is full. */
export const BALLAST_KEPT: readonly SourcePatch[] = [
  {
    file: 'apps/edge-server/src/journal/disk-guard.ts',
    find: "if (state.level === 'critical') ballast.release();",
    replace: "if (state.level === 'critical') onFault('kept');",
  },
];
