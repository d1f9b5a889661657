/**
 * The connection ladder. live: all well. internet_down: the on-site server answers, the cloud does not. server_lost: this
 * screen does not reach the on-site server. catching_up: reached again, old changes still flow.
 */
export type ConnectionLevel = 'live' | 'internet_down' | 'server_lost' | 'catching_up';
