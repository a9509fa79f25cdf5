// node check.mjs FILE…   one line a file on stdout: "ok", or what the schema says against it. Exit 1 when any was refused.
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import addFormats from "ajv-formats";

const schema = JSON.parse(readFileSync(new URL("epcis-blood-profile.schema.json", import.meta.url), "utf8"));
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(schema);

let refused = 0;
for (const file of process.argv.slice(2)) {
  if (validate(JSON.parse(readFileSync(file, "utf8")))) {
    console.log("ok");
  } else {
    refused++;
    console.log(validate.errors.map((error) => `${error.instancePath} ${error.message}`).join("; "));
  }
}
process.exit(refused === 0 ? 0 : 1);
