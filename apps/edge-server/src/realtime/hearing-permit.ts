import { type DomainError, domainError } from '@passbell/core/errors/domain-error';
import type { AuthenticatedDevice, Gatekeeper } from '../dispatch/dispatch-port.ts';
import { parseTopic, topicPermission } from './feed-topic.ts';

/** Why a device, with the person behind a session token on it, may not hear a topic; null when they may. */
export function refusalToHear(
  gatekeeper: Gatekeeper,
  topic: string,
  sessionToken: string | null,
  device: AuthenticatedDevice,
): DomainError | null {
  const parsed = parseTopic(topic);
  if (parsed === undefined) return domainError('topic_unknown');
  const person = gatekeeper.session(sessionToken, device);
  if (!person.ok) return person.error;
  const allowed = gatekeeper.permit(topicPermission(parsed), device, person.value);
  return allowed.ok ? null : allowed.error;
}
