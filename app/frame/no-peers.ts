/**
 * A peer connection can carry data out of the frame and no directive of the policy that browsers keep stops it, so the
 * frame's scripts find no constructor for one. Frames inside the frame are of an origin of their own and out of reach.
 */
export function removePeerConnections(target: object): void {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'mozRTCPeerConnection', 'RTCDataChannel']) {
    Reflect.deleteProperty(target, name);
  }
}

if (typeof window !== 'undefined') removePeerConnections(window);
