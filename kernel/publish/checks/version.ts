/** The new version against the last one: strictly rising, and by as much as the changes call for. */
import { compare, parse } from 'semver';
import { adviseVersion } from '../advice';
import { textMember, type PublishCheck } from '../context';
import { publishMessages } from '../messages';

/** A version that was handed out. */
export interface Released {
  files: ReadonlyMap<string, Uint8Array>;
}

/** Rules `PUB-VERSION` and `PUB-BUMP`. */
export function versionAgainst(last: Released | undefined): PublishCheck {
  return ({ meta, metaPath, files, find }) => {
    const version = textMember(meta('version'));
    const place = { path: metaPath('version') };
    if (parse(version)?.raw !== version) {
      find('PUB-VERSION', 'reject', publishMessages.versionForm(version), place);
      return;
    }
    if (last === undefined) return;
    const advice = adviseVersion(last.files, files);
    if (advice === null || advice.from === '') return;
    if (advice.sameAddon && parse(advice.from) !== null && compare(version, advice.from) <= 0 && advice.changed)
      find('PUB-VERSION', 'reject', publishMessages.versionNotRising(version, advice.from), place);
    else if (advice.sameAddon && compare(version, advice.advised) < 0 && compare(version, advice.from) > 0)
      find('PUB-BUMP', 'advice', publishMessages.versionLow(version, advice.advised), place);
  };
}
