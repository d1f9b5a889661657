/** Identities used in the examples of the OpenAPI document. They exist in no restaurant. */
export const EXAMPLE_IDS = {
  order: '0199c0de-0000-7000-8000-000000000001',
  line: '0199c0de-0000-7000-8000-000000000002',
  check: '0199c0de-0000-7000-8000-000000000003',
  payment: '0199c0de-0000-7000-8000-000000000004',
  ticket: '0199c0de-0000-7000-8000-000000000005',
  ticketLine: '0199c0de-0000-7000-8000-000000000006',
  staff: '0199c0de-0000-7000-8000-000000000007',
  device: '0199c0de-0000-7000-8000-000000000008',
  session: '0199c0de-0000-7000-8000-000000000009',
} as const;
