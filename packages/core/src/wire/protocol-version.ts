/**
 * The version of what edges, screens and the cloud say to each other. A change of any message's shape raises it; the
 * test beside this file pins the shapes' hash to the number, so nobody changes the wire by accident.
 *
 * 1: first version.
 */
export const PROTOCOL_VERSION = 1;

/** The oldest version this build still speaks. */
export const OLDEST_PROTOCOL_VERSION = 1;

/** Name of the feed's WebSocket subprotocol. */
export const FEED_SUBPROTOCOL = 'passbell.feed';

/** Name of the ingest's WebSocket subprotocol. */
export const SYNC_SUBPROTOCOL = 'passbell.sync';
