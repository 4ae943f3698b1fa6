import assert from "node:assert/strict";
import { callerAddress } from "./address.ts";

Deno.test("callerAddress() counts all of a network's IPv6 addresses as one caller", () => {
  const cases = {
    "192.168.1.5": "192.168.1.5",
    "::ffff:192.168.1.5": "192.168.1.5",
    "::1": "::1",
    "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
    "2001:DB8:1:2::9": "2001:db8:1:2::/64",
    "2001:db8::9": "2001:db8:0:0::/64",
    "2001:0db8:0001:0002::": "2001:db8:1:2::/64",
    "fe80::1%eth0": "fe80:0:0:0::/64",
    "::": "0:0:0:0::/64",
  };
  for (const [address, caller] of Object.entries(cases)) assert.equal(callerAddress(address), caller);
});
