import type { CategoryDraft } from './menu-draft.ts';

/** Where items stand that have no category. */
export const OTHER_CATEGORY: CategoryDraft = {
  id: 'uncategorised',
  name: 'Other',
  parentId: null,
  ordinal: 999_999,
  entry: null,
};
