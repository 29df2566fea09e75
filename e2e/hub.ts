/** The hub that bundles are published to in the specs; the command line's specs publish to the same. */
export { startHub, type Hub } from '../kernel/testing/hub';
