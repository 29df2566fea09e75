/** What the catalog shows: licence, texts, category. */
import { textMember, type PublishCheck } from '../context';
import { publishMessages } from '../messages';
import { isSpdx, meantLicence } from '../spdx';

/** Rules `PUB-LICENCE`, `PUB-SPDX`. */
export const licence: PublishCheck = ({ meta, metaPath, find }) => {
  const name = textMember(meta('license')).trim();
  if (name === '') find('PUB-LICENCE', 'review', publishMessages.noLicence(), { path: metaPath('license') });
  else if (!isSpdx(name)) find('PUB-SPDX', 'review', publishMessages.notSpdx(name, meantLicence(name)), { path: metaPath('license') });
};

/** Rule `PUB-TEXT`. */
export const texts: PublishCheck = ({ meta, metaPath, find }) => {
  for (const field of ['description', 'category'] as const)
    if (textMember(meta(field)).trim() === '') find('PUB-TEXT', 'advice', publishMessages.noText(field), { path: metaPath(field) });
};
