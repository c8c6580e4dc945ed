import { setting } from '../setting.ts';
import { optionalPath, path } from '../text-kinds.ts';

export const sourceDefinitions = {
  configFile: setting({
    name: 'CONFIG',
    group: 'Sources',
    description: 'The YAML file with settings',
    kind: path,
    default: () => 'certificate-agent.yml',
    defaultText: 'certificate-agent.yml, when it exists',
    example: '/etc/certificate-agent.yml',
    outsideFiles: true,
  }),
  legacyDir: setting({
    name: 'LEGACY_DIR',
    group: 'Sources',
    description: 'Folder of the old agent’s `env.json` and `auth.json`',
    kind: optionalPath,
    default: () => null,
    defaultText: 'the folder that holds the repository’s folder',
    example: '/edx/app/certs',
    outsideFiles: true,
  }),
};
