import aggression from '../data/aggression.json' with { type: 'json' };
import custom from '../data/custom.json' with { type: 'json' };
import declarations from '../data/declarations.json' with { type: 'json' };
import geneva from '../data/geneva.json' with { type: 'json' };
import rights from '../data/rights.json' with { type: 'json' };
import rsGeneral from '../data/rs-general.json' with { type: 'json' };
import rsGenocideHumanity from '../data/rs-genocide-humanity.json' with { type: 'json' };
import rsWarIac from '../data/rs-war-iac.json' with { type: 'json' };
import rsWarNiac from '../data/rs-war-niac.json' with { type: 'json' };
import uaCriminalCode from '../data/ua-criminal-code.json' with { type: 'json' };
import weapons from '../data/weapons.json' with { type: 'json' };
import { type Catalogue, catalogueOf } from './catalogue.ts';
import type { LawFile } from './form.ts';

/** The law files of this package by their names; `builtin.test.ts` holds each against the form, and that none is left out. */
export const LAW_FILES: Readonly<Record<string, LawFile>> = {
  'rs-genocide-humanity': rsGenocideHumanity as LawFile,
  'rs-general': rsGeneral as LawFile,
  'rs-war-iac': rsWarIac as LawFile,
  'rs-war-niac': rsWarNiac as LawFile,
  aggression: aggression as LawFile,
  geneva: geneva as LawFile,
  weapons: weapons as LawFile,
  custom: custom as LawFile,
  rights: rights as LawFile,
  declarations: declarations as LawFile,
  'ua-criminal-code': uaCriminalCode as LawFile,
};

let made: Catalogue | undefined;

function catalogue(): Catalogue {
  made ??= catalogueOf(Object.values(LAW_FILES));
  return made;
}

/** The built-in catalogue. It is put together when somebody first looks into it, and can be changed by nobody. */
export const LAW: Catalogue = Object.freeze({
  get norms() {
    return catalogue().norms;
  },
  get blocks() {
    return catalogue().blocks;
  },
  get instruments() {
    return catalogue().instruments;
  },
});
