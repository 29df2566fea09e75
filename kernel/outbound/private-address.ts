/**
 * Hosts that no request leaves for, whatever a manifest or a person says: this machine, private and reserved networks, the metadata of
 * clouds. Addresses come in many spellings; what `URL` makes of them is one, and IPv6 has IPv4 in it in several ways.
 */

const bytesOf = (address: string): number[] | null => {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address);
  const bytes = match?.slice(1).map(Number);
  return bytes?.every((byte) => byte <= 255) ? bytes : null;
};

function isPrivateV4([a = 0, b = 0, c = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true;
  if (a === 100) return b >= 64 && b <= 127;
  if (a === 169) return b === 254;
  if (a === 172) return b >= 16 && b <= 31;
  if (a === 192) return b === 168 || (b === 0 && (c === 0 || c === 2)) || (b === 88 && c === 99);
  if (a === 198) return b === 18 || b === 19 || (b === 51 && c === 100);
  return a === 203 && b === 0 && c === 113;
}

/** The eight groups of an IPv6 address; null for a text that is none. */
function groupsOf(address: string): number[] | null {
  const [plain = ''] = address.split('%', 1);
  const dotted = /^(.*:)(\d{1,3}(?:\.\d{1,3}){3})$/.exec(plain);
  const last = dotted ? bytesOf(dotted[2] ?? '') : [];
  if (last === null) return null;
  const tail = last.length === 4 ? [((last[0] ?? 0) << 8) | (last[1] ?? 0), ((last[2] ?? 0) << 8) | (last[3] ?? 0)] : [];
  const text = dotted ? (dotted[1] ?? '').replace(/([^:]):$/, '$1') : plain;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const read = (half: string): number[] => (half === '' ? [] : half.split(':').map((group) => Number.parseInt(group, 16)));
  const [head = [], rest = []] = halves.map(read);
  const given = [...rest, ...tail];
  const groups =
    halves.length === 2
      ? [...head, ...Array.from({ length: Math.max(0, 8 - head.length - given.length) }, () => 0), ...given]
      : [...head, ...given];
  return groups.length === 8 && groups.every((group) => group >= 0 && group <= 0xffff) ? groups : null;
}

const v4In = (high: number, low: number): number[] => [high >> 8, high & 0xff, low >> 8, low & 0xff];

function isPrivateV6(groups: readonly number[]): boolean {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  // Everything below ::/64 that is not told otherwise is this machine, an address in disguise or reserved.
  if (a === 0 && b === 0 && c === 0 && d === 0)
    return e === 0 && (f === 0xffff || f === 0) ? (g === 0 && h <= 1) || isPrivateV4(v4In(g, h)) : true;
  if (a === 0x64 && b === 0xff9b) return c !== 0 || isPrivateV4(v4In(g, h));
  if (a === 0x2002) return isPrivateV4(v4In(b, c));
  // Unique local, link local, site local, multicast, documentation, Teredo.
  if (a >= 0xfc00 && a <= 0xfdff) return true;
  if (a >= 0xfe80) return true;
  return a === 0x2001 && (b === 0 || b === 0xdb8);
}

const NAMES = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|home\.arpa|localdomain|test|invalid)$/;
/** Names that clouds answer their metadata under. */
const METADATA = /^(?:metadata|metadata\.google\.internal|instance-data(?:\.ec2\.internal)?)$/;

/**
 * Whether a host is none of the public network: an address of IPv4 or IPv6, in brackets or not, or a name. Names are judged by what
 * they say; what one resolves to is judged by whoever resolves it.
 */
export function isPrivateHost(host: string): boolean {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '');
  if (name === '') return true;
  const v4 = bytesOf(name);
  if (v4) return isPrivateV4(v4);
  if (name.includes(':')) {
    const groups = groupsOf(name);
    return groups === null || isPrivateV6(groups);
  }
  // A name of one label is looked up in whatever network the machine is in.
  return !name.includes('.') || NAMES.test(name) || METADATA.test(name) || /^[\d.]+$|^0x/.test(name);
}
