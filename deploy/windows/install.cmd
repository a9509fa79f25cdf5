@echo off
rem Makes the program in this folder a service of Windows that starts with the machine and comes back after a failure.
rem Usage, as administrator: install.cmd C:\edge\site.json
rem The program: dotnet publish src\Edge -c Release -r win-x64 --self-contained -o C:\edge\program, with this file beside Edge.exe.
setlocal
if "%~1"=="" (echo Usage: install.cmd CONFIGURATION & exit /b 2)
"%~dp0Edge.exe" check "%~f1" || exit /b 2
sc create edge binPath= "\"%~dp0Edge.exe\" run --config \"%~f1\" --service" start= auto DisplayName= "Blood inventory edge service" || exit /b 3
rem Restart after 2, 10 and 60 seconds, also when the service reports an error and ends by itself; forget failures after a day.
sc failure edge reset= 86400 actions= restart/2000/restart/10000/restart/60000
sc failureflag edge 1
sc start edge
