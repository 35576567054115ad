"""Loaded before other plugins, in each worker: kernels of notebooks are forked from one process that has imported what they import.

Each has a process, a namespace and a folder of its own, as one that is started; where there is no fork, it is started.
"""

import os
from contextlib import suppress
from importlib.metadata import EntryPoint

from jupyter_client.provisioning import KernelProvisionerFactory, LocalProvisioner

from tests.ready import FORKS, server

WARM = "warm-provisioner"

if FORKS:

    class Forked(server.Process):
        """A kernel, told apart by nothing from the ``subprocess.Popen`` of one that is started."""

        stdin = stdout = stderr = None

        def __init__(self, arguments: list[str], env: dict[str, str], cwd: str):
            super().__init__(daemon=True)  # ended with this process
            self.asked = arguments, env, cwd

        def run(self):
            from tests import kernels  # not before: it has been imported where this runs, and is not wanted elsewhere

            self.daemon = False  # a notebook may start processes
            kernels.run(*self.asked)

        def poll(self):
            return self.exitcode

        def wait(self):
            self.join()
            return self.exitcode

        def send_signal(self, signum):
            with suppress(ProcessLookupError):
                os.kill(self.pid, signum)

    class Provisioner(LocalProvisioner):
        """Start a kernel as jupyter_client does, by a fork."""

        async def launch_kernel(self, cmd, **kwargs):
            self.process = Forked(cmd[cmd.index("-m") + 1 :], kwargs["env"], kwargs["cwd"])
            self.process.start()
            self.pid = self.pgid = self.process.pid  # it leads a group of its own
            self.cwd = kwargs["cwd"]
            return self.connection_info

        async def kill(self, restart=False):
            await super().kill(restart)
            self.process.join(1)  # dead at once: not to be asked every tenth of a second whether it is

    factory = KernelProvisionerFactory.instance()
    factory.provisioners[WARM] = EntryPoint(WARM, f"{__name__}:Provisioner", factory.GROUP_NAME)

    def pytest_configure(config):
        factory.default_provisioner_name = WARM
